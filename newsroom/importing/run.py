"""A run of the importer over files and folders. A document that cannot be read never stops the others."""

import gc
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from django.db import DatabaseError, IntegrityError, OperationalError, connections

from articles import search
from articles.tagger import Tagger
from newsroom.models import ImportedDocument

from .archive import Arrival, write_document
from .documents import Refused, find_sources, find_tag_list
from .dump import NotText, read_dump
from .options import Options
from .records import import_records
from .renewing import renew
from .reports import Outcome, refused
from .taglist import TagListError, load_tags

UNDATED = "it has no date, so the article is a draft"
TRIES = 3


@dataclass(frozen=True)
class File:
    """A document's file, read but not yet understood."""

    label: str
    name: str
    folder: str
    data: bytes

    def arrive(self):
        """The Arrival of its document. Raises NotText."""
        return Arrival(self.name, self.folder, self.data, read_dump(self.data))


def read_files(paths, max_size):
    """Yield every document below the paths as a File, or as the Outcome of its refusal."""
    for path in paths:
        for source in find_sources(path):
            try:
                yield File(source.label, source.name, source.folder, source.read(max_size))
            except Refused as error:
                yield refused(source.label, error)


def parse_archive(paths, *, max_size):
    """Yield the Document in every file below the paths, or the Outcome of its refusal."""
    yield from (refused(path, "it holds records, not dumps") for path in paths if holds_records(path))
    for file in read_files([path for path in paths if not holds_records(path)], max_size):
        try:
            yield file if isinstance(file, Outcome) else read_dump(file.data)
        except NotText as error:
            yield refused(file.label, error)


def import_archive(paths, options=Options(), *, workers=1):  # noqa: B008
    """Import all documents below the paths and yield an Outcome for each, and for each tag list that is
    refused.

    With more than one worker, as many processes share the documents, and outcomes come as they are ready.
    With a limit there is one worker.
    """
    records = [path for path in paths if holds_records(path)]
    dumps = [path for path in paths if not holds_records(path)]
    yield from load_tag_lists(dumps, dry_run=options.dry_run)
    yield from import_record_files(records, dry_run=options.dry_run)
    files = read_files(dumps, options.max_size)
    if workers > 1 and not options.limit:
        yield from import_in_processes(files, options, workers)
    else:
        yield from import_one_by_one(files, options)
    if not options.dry_run:
        # Also what a run that was killed had published and not indexed.
        search.index_missing()


def holds_records(path):
    """Whether a path names a file of export_seeds --json, which is no dump."""
    return str(path).endswith(".jsonl")


def import_record_files(paths, *, dry_run):
    for path in paths:
        if dry_run:
            yield refused(path, "what records would change cannot be foreseen: import them into a copy")
            continue
        try:
            with open(path, "rb") as lines:
                yield from import_records(lines, label=f"{path}, line")
        except OSError as error:
            yield refused(path, error.strerror)


def import_one_by_one(files, options):
    importer, new = Importer(options), 0
    for file in files:
        outcome = file if isinstance(file, Outcome) else importer.take(file)
        yield outcome
        new += outcome.status in ("imported", "updated")
        if options.limit and new == options.limit:
            return


class Importer:
    """Takes one document after the other. What it knows of the site's tags it keeps between them."""

    def __init__(self, options):
        self.options = options
        self.tagger = Tagger.of_site(suggest=options.suggest_tags)
        self.met = set()

    def take(self, file):
        """Import one document, and return its Outcome. Another process in the way is tried again, then
        told.
        """
        # A long document is a great many objects, none of them garbage: looking for some takes a sixth of the
        # time.
        gc.disable()
        try:
            return self.take_patiently(file)
        finally:
            gc.enable()

    def take_patiently(self, file):
        for last_try in [False] * (TRIES - 1) + [True]:
            try:
                return self.take_once(file)
            except OperationalError:
                if last_try:
                    raise
            except DatabaseError as error:
                return refused(file.label, f"the database does not take it: {error}")

    def take_once(self, file):
        try:
            arrival = file.arrive()
        except NotText as error:
            return refused(file.label, error)
        imported = ImportedDocument.objects.filter(identity=arrival.identity).first()
        if imported and arrival.content_hash in imported.content_hashes:
            return Outcome(file.label, "unchanged")
        if self.options.dry_run:
            return self.foresee(file, arrival, imported)
        if imported:
            return renew(imported, arrival, self.tagger, self.options, label=file.label)
        try:
            write_document(arrival, self.tagger, self.options)
        except IntegrityError:
            # Another process has written the same story meanwhile; if not, the document is at fault.
            if not ImportedDocument.objects.filter(identity=arrival.identity).exists():
                raise
            return self.take_once(file)
        return outcome_of(file, arrival, self.options)

    def foresee(self, file, arrival, imported):
        """What would become of a document, its twins in this run considered."""
        again = imported or arrival.identity in self.met
        self.met.add(arrival.identity)
        return Outcome(file.label, "updated") if again else outcome_of(file, arrival, self.options)


def outcome_of(file, arrival, options):
    document = arrival.document
    is_draft = not document.published_at and not options.publish_undated
    return Outcome(
        file.label,
        "imported",
        sections=len(document.sections),
        comments=document.comment_count,
        threads=len(document.comments),
        notes=(UNDATED,) if is_draft else (),
    )


# In a worker's process: what it takes its documents with.
importer = None


def import_in_processes(files, options, workers):
    """Share the files among processes, a few ahead of those that are done, so that memory stays bounded."""
    connections.close_all()
    with ProcessPoolExecutor(workers, initializer=begin_worker, initargs=(options,)) as pool:
        waiting = deque()
        for file in files:
            waiting.append(file if isinstance(file, Outcome) else pool.submit(take_in_worker, file))
            if len(waiting) >= 4 * workers:
                yield result_of(waiting.popleft())
        while waiting:
            yield result_of(waiting.popleft())


def begin_worker(options):
    global importer
    connections.close_all()
    importer = Importer(options)


def take_in_worker(file):
    return importer.take(file)


def result_of(outcome):
    return outcome if isinstance(outcome, Outcome) else outcome.result()


def load_tag_lists(paths, *, dry_run):
    for tag_list in filter(None, map(find_tag_list, paths)):
        try:
            if not dry_run:
                load_tags(tag_list)
        except (TagListError, OSError) as error:
            yield refused(tag_list, error)
