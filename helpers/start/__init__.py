"""What a notebook does first: import Keras quietly, and know whether it runs short."""
