"""Browser parts that several views of this package share."""
