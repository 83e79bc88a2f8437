"""What remote systems may call, by OTRS's type names."""
