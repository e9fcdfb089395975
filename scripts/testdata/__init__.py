"""Makes the public test PKI and the signed test files of this repository, byte for byte the same each time."""
