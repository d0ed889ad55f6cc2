"""Rows seen from every side: spaces, columns, images and a function over the same rows."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from hdvis.data.alignment import align_labels, row_ids
from hdvis.data.arrays.finite import finite_warnings
from hdvis.data.arrays.interop import Array, Name
from hdvis.data.arrays.tables import Matrix, read_matrix
from hdvis.data.columns import Column, JoinedColumns, SpaceColumns
from hdvis.data.fingerprint import fingerprint
from hdvis.data.function import Function, Norm, default_function
from hdvis.data.images.image_set import Images, read_images
from hdvis.data.labels import read_label, read_labels
from hdvis.data.memo import Memo
from hdvis.data.names import free_name, names_for
from hdvis.data.stamp import Stamp
from hdvis.errors import DataError, shorten

T = TypeVar("T")


@dataclass(frozen=True, eq=False, repr=False)
class Dataset:
    """`n` rows and all that is known about them; made by `Dataset.from_arrays` or `load`.

    `spaces` maps a name to (n, d) read-only float32 or float64, the first being the primary one;
    `columns` has the primary space's columns and then the labels, each made when first asked for.
    `ids` (n,) is the pandas index of the vectors, by which later labels find their rows;
    `finite_notes` are those of the `warnings` that tell of NaN and infinity.
    Arrays are looked at in place, not copied: change one afterwards and call `refreshed()`.
    """

    name: str
    n: int
    spaces: Mapping[str, Array]
    space_columns: Mapping[str, SpaceColumns]
    labels: Mapping[str, Column] = field(default_factory=dict)
    images: Mapping[str, Images] = field(default_factory=dict)
    function: Function | None = None
    warnings: tuple[str, ...] = ()
    source: str = ""
    ids: Array | None = None
    finite_notes: tuple[str, ...] = ()
    stamp: Stamp | None = None
    _memo: Memo = field(default_factory=Memo, repr=False)

    @classmethod
    def from_arrays(
        cls,
        vectors: object,
        *,
        name: str = "data",
        names: Sequence[Name] | None = None,
        images: object = None,
        labels: object = None,
        spaces: Mapping[str, object] | None = None,
        layout: str | None = None,
        rename: bool = False,
    ) -> "Dataset":
        """A dataset from arrays, tensors, tables or lists.

        vectors: (n, d) numbers; of a table the other columns become labels. images: a stack,
        folder, zip or list, or a mapping name → these; `layout="nchw"` for channels first.
        labels: see `labels.read_labels`. spaces: further (n, d) arrays by name. `rename` numbers
        column names that appear twice. Raises `DataError` and `LimitError` (HDV-A…, HDV-I…).
        """
        matrix = read_matrix(vectors, "vectors", names, rename=rename)
        n = len(matrix.values)
        made = _from_matrix(cls, matrix, name)
        made = replace(_joined(made, *read_labels(matrix.others, n)), ids=row_ids(vectors))
        if labels is not None:
            made = made.with_columns(labels, replacing=False)
        for space, values in (spaces or {}).items():
            made = made.with_space(space, values)
        return made if images is None else made.with_images(images, layout=layout)

    def __repr__(self) -> str:
        spaces = ", ".join(f"{shorten(k, 30)} {v.shape}" for k, v in self.spaces.items())
        more = {"labels": self.labels, "images": self.images}
        said = [f"; {kind} {_few(names)}" for kind, names in more.items() if names]
        return f"<Dataset {shorten(self.name, 30)}: {self.n:,} rows, {spaces}{''.join(said)}>"

    @property
    def columns(self) -> Mapping[str, Column]:
        """All columns by name: the primary space's first, then the labels."""
        return JoinedColumns(next(iter(self.space_columns.values())), self.labels)

    @property
    def primary(self) -> str:
        """Name of the primary space."""
        return next(iter(self.spaces))

    @property
    def vectors(self) -> Array:
        """(n, d) values of the primary space."""
        return self.spaces[self.primary]

    @property
    def vector_names(self) -> tuple[str, ...]:
        """Names of the primary space's columns."""
        return tuple(self.space_columns[self.primary])

    @property
    def d(self) -> int:
        """Dimensions of the primary space."""
        return int(self.vectors.shape[1])

    @cached_property
    def fingerprint(self) -> str:
        """32 hex digits from shape, names and a sample of the primary space's values.

        Adding labels, images or spaces leaves it as it is: the rows are the same rows.
        """
        return fingerprint(self.vectors, self.vector_names)

    def derived(self, key: Hashable, make: Callable[[], T]) -> T:
        """A value worked out once from this dataset and kept as long as it."""
        return self._memo.get(key, make)

    def refreshed(self) -> "Dataset":
        """The same arrays with nothing remembered, for when their owner has changed them."""
        spaces = {
            space: SpaceColumns(values, tuple(self.space_columns[space]))
            for space, values in self.spaces.items()
        }
        found: list[str] = []
        for space, values in self.spaces.items():
            where = "vectors" if space == self.primary else f"space `{shorten(space)}`"
            found += finite_warnings(values, tuple(spaces[space]), where)
        kept = tuple(note for note in self.warnings if note not in self.finite_notes)
        return replace(
            self,
            space_columns=spaces,
            warnings=_told(kept, found),
            finite_notes=tuple(found),
            _memo=Memo(),
        )

    @property
    def outdated(self) -> bool:
        """Whether the file it was read from has changed since."""
        return self.stamp is not None and self.stamp.outdated()

    def noting(self, *notes: str) -> "Dataset":
        """With further warnings."""
        return replace(self, warnings=_told(self.warnings, notes))

    def with_names(self, names: Sequence[Name], *, rename: bool = False) -> "Dataset":
        """With other names for the columns of the primary space."""
        former = self.space_columns[self.primary]
        checked = names_for(names, self.d, "names", rename=rename)
        exact = {
            new: column.exact
            for new, column in zip(checked, former.values(), strict=True)
            if column.exact is not None
        }
        columns = SpaceColumns(self.vectors, checked, exact)
        spaces = MappingProxyType({**self.space_columns, self.primary: columns})
        return replace(self, space_columns=spaces, _memo=Memo())

    def with_columns(self, labels: object, *, replacing: bool = True) -> "Dataset":
        """With further label columns (mapping, array or table).

        pandas objects are brought into the order of the rows by their index, see `alignment`.
        One with the name of another label replaces it; unless `replacing`, it gets a number.
        """
        aligned, said = align_labels(self.ids, labels, self.n)
        columns, notes = read_labels(aligned, self.n)
        return _joined(self, columns, [*said, *notes], replacing=replacing)

    def with_column(self, name: str, values: object) -> "Dataset":
        """With one further label column of (n,) values."""
        column, _ = read_label(name, values)
        return self.with_columns({name: column})

    def with_images(self, images: object, *, layout: str | None = None) -> "Dataset":
        """With images: a stack, folder, zip or list, or a mapping name → these."""
        read, notes = read_images(images, self.n, layout=layout)
        return replace(
            self,
            images=MappingProxyType({**self.images, **read}),
            warnings=_told(self.warnings, notes),
            _memo=Memo(),
        )

    def with_space(
        self, space: str, vectors: object, *, names: Sequence[Name] | None = None
    ) -> "Dataset":
        """With a further space over the same rows: `vectors` is (n, d)."""
        where = f"space `{shorten(space)}`"
        aligned, said = align_labels(self.ids, vectors, self.n, where)
        matrix = read_matrix(aligned, where, names)
        if len(matrix.values) != self.n:
            raise DataError(
                f"{where}: {len(matrix.values):,} rows given for {self.n:,}; "
                "every space has the same rows",
                code="HDV-A39",
            )
        columns = SpaceColumns(matrix.values, matrix.names, matrix.exact)
        finite = finite_warnings(matrix.values, matrix.names, where)
        notes = [*said, *matrix.notes, *finite]
        return replace(
            self,
            spaces=MappingProxyType({**self.spaces, space: matrix.values}),
            space_columns=MappingProxyType({**self.space_columns, space: columns}),
            warnings=_told(self.warnings, notes),
            finite_notes=(*self.finite_notes, *finite),
            _memo=Memo(),
        )

    def with_function(
        self,
        domain: Sequence[str] | None = None,
        range: str | None = None,
        norm: Norm = "stddev",
    ) -> "Dataset":
        """With a function: by default all columns of the primary space but the last → the last."""
        given = default_function(self.vector_names, norm)
        names = tuple(domain) if domain is not None else given.domain
        function = Function(names, range or given.range, norm).checked(self.columns)
        return replace(self, function=function, _memo=Memo())


def _from_matrix(cls: type[Dataset], matrix: Matrix, name: str) -> Dataset:
    columns = SpaceColumns(matrix.values, matrix.names, matrix.exact)
    finite = finite_warnings(matrix.values, matrix.names, "vectors")
    return cls(
        name=name,
        n=len(matrix.values),
        spaces=MappingProxyType({"vectors": matrix.values}),
        space_columns=MappingProxyType({"vectors": columns}),
        warnings=_told((), [*matrix.notes, *finite]),
        finite_notes=tuple(finite),
    )


def _joined(
    dataset: Dataset, columns: Mapping[str, Column], notes: Sequence[str], replacing: bool = False
) -> Dataset:
    """With `columns` added; a name that the primary space or another label has is made free."""
    labels = dict(dataset.labels)
    taken = dataset.space_columns[dataset.primary]
    for name, column in columns.items():
        used = (*taken, *(() if replacing else labels)) if name in taken or name in labels else ()
        free = free_name(name, used)
        labels[free] = column if free == name else column.renamed(free)
    return replace(
        dataset,
        labels=MappingProxyType(labels),
        warnings=_told(dataset.warnings, notes),
        _memo=Memo(),
    )


def _few(names: Iterable[str]) -> str:
    listed = list(names)
    more = f" and {len(listed) - 6} more" if len(listed) > 6 else ""
    return ", ".join(shorten(name, 20) for name in listed[:6]) + more


def _told(before: tuple[str, ...], notes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*before, *notes]))
