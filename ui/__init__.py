"""The pages: everything a user sees in a browser, in Swedish."""
