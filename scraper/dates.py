"""The few things asked of dates as portals write them."""
