"""How fast a bank is searched, beside other engines at the same job."""
