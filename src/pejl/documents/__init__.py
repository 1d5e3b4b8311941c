"""The plan: each activity's section put together, as a page, PDF/UA and Word."""
