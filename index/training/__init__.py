"""How the bundled encoder is made. Needs torch and transformers, which running PolicyLens does not."""
