#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/error.h"
#include "io/output.h"
#include "io/reader.h"
#include "io/writer.h"
#include "pipeline/chain.h"

namespace dechaff {

struct RunOptions {
  std::vector<std::string> files;  // "-" is standard input
  io::ReadOptions reading;
  unsigned jobs = 1;
  bool stop_at_error = false;                // --strict: the first broken record ends the run
  std::function<void(const Error&)> report;  // soft errors, in input order
  std::function<void(const struct RunTotals&)> progress;  // after every batch
  std::function<void()> secure;  // makes the output safe; then the stages commit what they keep
};

/// Where a run writes; `log` and `meta` may be null.
struct RunOutputs {
  io::Output* text = nullptr;
  io::Output* log = nullptr;
  io::Output* meta = nullptr;
};

struct RunTotals {
  std::uint64_t documents = 0, bytes_in = 0, bytes_out = 0;
  std::uint64_t errors = 0;
  std::uint64_t invalid_documents = 0;  // with bytes that are not UTF-8
  std::vector<StageCount> stages;
};

/// Reads all files, runs the chain over every document and writes in input order: the same bytes
/// for any number of jobs. Memory: `jobs` + 2 batches. Documents that a stage puts off wait in a
/// temporary file and run through the chain again when all were read. Throws Error when the output
/// cannot be written or settings are wrong, and ClosedPipe.
RunTotals run(const RunOptions& options, const std::vector<StageSpec>& stages,
              const Resources& resources, const io::Writer& writer, const RunOutputs& outputs);

}  // namespace dechaff
