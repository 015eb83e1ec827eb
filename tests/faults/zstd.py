"""zstd for this interpreter, which has none of its own: through the library that the hub itself links."""
import ctypes
import ctypes.util

_library = ctypes.CDLL(ctypes.util.find_library("zstd") or "libzstd.so.1")
_library.ZSTD_getFrameContentSize.restype = ctypes.c_ulonglong
_library.ZSTD_decompress.restype = ctypes.c_size_t
_library.ZSTD_decompress.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]
_library.ZSTD_getFrameContentSize.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
SIZE_MAX = 64 << 20


def unpacked(data):
    """ValueError when it is not a frame of a known size, or damaged."""
    size = _library.ZSTD_getFrameContentSize(data, len(data))
    if size > SIZE_MAX:  # the two largest numbers mean: not known, not a frame
        raise ValueError("not a zstd frame of a known size")
    room = ctypes.create_string_buffer(max(size, 1))
    if _library.ZSTD_decompress(room, size, data, len(data)) != size:
        raise ValueError("a damaged zstd frame")
    return room.raw[:size]
