"""The steps of the line: one public function each, pure; they never import one another."""
