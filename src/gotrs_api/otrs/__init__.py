"""Moving in from OTRS, Znuny and OTOBO: look, adopt, import, verify, go back (`gotrs otrs …`)."""
