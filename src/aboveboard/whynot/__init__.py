"""Why a rule is quiet on a text: the steps of the engine, one by one, for one rule."""
