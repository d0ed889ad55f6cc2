"""A plugin's work for a whole session fails alone, and ends with it."""

from hdvis import Dataset, Visualizer, hookimpl
from hdvis.modules import Service


class Counting(Service):
    """Counts loads; fails when told."""

    title = "counting"
    made = []

    def __init__(self, session):
        super().__init__(session)
        self.loads, self.answers, self.wrong = 0, [], False
        self.made.append(self)
        self.watch(self._on_dataset, "dataset")

    def _on_dataset(self, *events):
        self.loads += 1
        self.run(self._work, self.wrong, then=self.answers.append, key="work")

    @staticmethod
    def _work(wrong):
        if wrong:
            raise SystemExit("told to")
        return "done"


class Plugin:
    @hookimpl
    def hdvis_session_opened(self, session):
        Counting(session)


def test_it_follows_works_and_fails_in_the_footer_alone():
    vis = Visualizer("Table", plugins=[Plugin()])
    session, service = vis.open(), Counting.made[-1]
    vis.data.set_data(Dataset.from_arrays([[1.0], [2.0]]))
    assert (service.loads, service.answers) == (1, ["done"])
    service.wrong = True
    vis.data.set_data(Dataset.from_arrays([[3.0]]))
    assert "SystemExit: told to" in session.notify.shell.right
    assert session.is_open
    session.close()
    service.fail(ValueError("late"))
    assert "late" not in session.notify.shell.right
    assert service.is_retired
    vis.stop()
