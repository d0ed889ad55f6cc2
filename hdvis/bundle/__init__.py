"""One file that carries a study: what a person made, the data it was made on, and the model."""

from hdvis.bundle.manifest import SUFFIX, DataShare, Manifest, ModelEntry
from hdvis.bundle.read import Bundle, read_bundle
from hdvis.bundle.write import CarriedModel, write_bundle

__all__ = [
    "SUFFIX",
    "Bundle",
    "CarriedModel",
    "DataShare",
    "Manifest",
    "ModelEntry",
    "read_bundle",
    "write_bundle",
]
