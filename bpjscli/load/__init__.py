"""From the files of a fact base to the model, with everything that is wrong with them."""
