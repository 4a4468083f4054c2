"""The fake's own tests, without a client library: what a real one shows stands one folder up."""
