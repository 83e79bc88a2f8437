"""S/MIME and PGP: keys, signing and encrypting what leaves, decrypting and verifying what comes in."""
