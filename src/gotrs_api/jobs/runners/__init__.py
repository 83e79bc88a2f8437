"""The two engines that run jobs: in this process, or in arq workers on Redis."""
