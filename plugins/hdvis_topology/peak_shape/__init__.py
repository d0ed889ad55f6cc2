"""PeakShape: how a function falls away from a row or from a peak."""
