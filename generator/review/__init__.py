"""Documents in, findings or another Document out."""
