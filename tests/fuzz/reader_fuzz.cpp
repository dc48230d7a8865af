// Every format over any bytes: what the reader cuts, put together, is what it read. The place from
// which a table is read on lies in what it was looked for in.

#include <cstdlib>

#include "core/error.h"
#include "io/csv_step.h"
#include "io/reader.h"
#include "scratch_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const ScratchFile file(data + 2, size - 2, ".in");
  dechaff::io::ReadOptions options;
  options.format = static_cast<dechaff::io::Format>(data[0] % 8);
  options.batch = 1U + data[1];
  if (data[0] >= 128) options.max_document = 40;
  const std::string_view raw(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::size_t step =
      dechaff::io::find_csv_step(raw, data[1] % 2 == 0, ',', std::size_t{1} + data[0] % 5);
  if (step != std::string_view::npos && step > raw.size()) std::abort();
  try {
    dechaff::io::Source source(file.path());
    dechaff::io::Reader reader(source, options);
    dechaff::io::Batch batch;
    std::string all;
    while (reader.next(batch)) {
      reader.cut(batch);
      std::size_t at = 0;
      for (const auto& record : batch.records) {
        if (record.all.begin != at) std::abort();
        at = record.all.end;
      }
      if (at != batch.bytes.size()) std::abort();
      all += batch.bytes;
    }
    const bool packed = dechaff::io::begins_gzip(raw) || dechaff::io::begins_zstd(raw);
    if (!packed && all != raw) std::abort();
  } catch (const dechaff::Error&) {
    // broken compression, UTF-16
  }
  return 0;
}
