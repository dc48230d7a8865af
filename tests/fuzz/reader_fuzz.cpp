// Every format over any bytes: what the reader cuts, put together, is what it read. The place from
// which a table is read on lies in what it was looked for in.

#include <cstdlib>

#include "core/error.h"
#include "formats/csv_step.h"
#include "formats/reader.h"
#include "scratch_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const ScratchFile file(data + 2, size - 2, ".in");
  dechaff::formats::ReadOptions options;
  options.format = static_cast<dechaff::formats::Format>(data[0] % 12);
  options.batch = 1U + data[1];
  if (data[0] >= 128) options.max_document = 40;
  const std::string_view raw(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::size_t step =
      dechaff::formats::find_csv_step(raw, data[1] % 2 == 0, ',', std::size_t{1} + data[0] % 5);
  if (step != std::string_view::npos && step > raw.size()) std::abort();
  try {
    dechaff::bytes::Source source(file.path());
    dechaff::formats::Reader reader(source, options);
    dechaff::formats::Batch batch;
    std::string all;
    bool pages = false;  // text is made of them
    while (reader.next(batch)) {
      pages = pages || batch.format == dechaff::formats::Format::html ||
              batch.format == dechaff::formats::Format::arc;
      reader.cut(batch);
      std::size_t at = 0;
      for (const auto& record : batch.records) {
        if (record.all.begin != at) std::abort();
        at = record.all.end;
      }
      if (at != batch.bytes.size()) std::abort();
      all += batch.bytes;
    }
    if (!pages && !dechaff::bytes::begins_packed(raw) && all != raw) std::abort();
  } catch (const dechaff::Error&) {
    // broken compression, UTF-16
  }
  return 0;
}
