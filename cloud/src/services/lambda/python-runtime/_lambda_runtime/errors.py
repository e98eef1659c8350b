"""Error documents, as a caller and the log see them."""

import os
import traceback

_FOLDER = os.path.dirname(__file__)


class Fault(Exception):
    """An error of the runtime itself; `error_type` is what the caller sees."""

    def __init__(self, error_type, message, trace=()):
        super().__init__(message)
        self.error_type = error_type
        self.trace = list(trace)


def document_of(error, request_id, own_file):
    """@param own_file the program whose frames, and this folder's, are nobody's business at the beginning"""
    if isinstance(error, Fault):
        return _document(str(error), error.error_type, request_id, error.trace)
    frames = list(traceback.extract_tb(error.__traceback__))
    while frames and (frames[0].filename == own_file or os.path.dirname(frames[0].filename) == _FOLDER):
        del frames[0]
    frames = [(frame.filename, frame.lineno, frame.name, frame.line) for frame in frames]
    return _document(str(error), type(error).__name__, request_id, traceback.format_list(frames))


def _document(message, error_type, request_id, trace):
    return {"errorMessage": message, "errorType": error_type, "requestId": request_id, "stackTrace": trace}
