"""What the processes of this desk said lately."""
