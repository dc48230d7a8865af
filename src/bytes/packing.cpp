#include "bytes/packing.h"

#include <libdeflate.h>
#include <zstd.h>

#include <memory>

#include "core/error.h"

namespace dechaff::bytes {

Packing packing_of(std::string_view path) {
  for (const std::string_view read : {".bz2", ".xz", ".lz4", ".zip"}) {
    if (!path.ends_with(read)) continue;
    throw Error({std::string(path)},
                "dechaff reads " + std::string(read) + " and does not write it", {},
                "name it .gz or .zst");
  }
  return path.ends_with(".gz")    ? Packing::gzip
         : path.ends_with(".zst") ? Packing::zstd
                                  : Packing::none;
}

void pack(Packing packing, std::string& bytes) {
  if (bytes.empty() || packing == Packing::none) return;
  std::string packed;
  if (packing == Packing::zstd) {
    packed.resize(ZSTD_compressBound(bytes.size()));
    const std::size_t size =
        ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), 3);
    if (ZSTD_isError(size)) throw Error(std::string("zstd: ") + ZSTD_getErrorName(size));
    packed.resize(size);
  } else {
    const std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> deflater(
        libdeflate_alloc_compressor(6), libdeflate_free_compressor);
    if (!deflater) throw Error("libdeflate cannot start");
    packed.resize(libdeflate_gzip_compress_bound(deflater.get(), bytes.size()));
    packed.resize(libdeflate_gzip_compress(deflater.get(), bytes.data(), bytes.size(),
                                           packed.data(), packed.size()));
  }
  bytes = std::move(packed);
}

}  // namespace dechaff::bytes
