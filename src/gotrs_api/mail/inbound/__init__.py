"""Mail on its way in: parsing, fetching, filters, the postmaster."""
