#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "bytes/output.h"
#include "run/checkpoint.h"
#include "run/run.h"

namespace dechaff {

struct OutputFilesOptions {
  std::string output = "-";                 // with a shard size `{}` stands for the shard's number
  std::string removed, meta, errors;        // empty: none
  std::uint64_t shard_size = 0;             // bytes of a file; 0: one file
  Tally* tally = nullptr;                   // goes on with that of the checkpoint
  std::string checkpoint;                   // its file; empty: none
  std::string settings;                     // a hash of all on which the output depends
  std::chrono::milliseconds every{10'000};  // between two checkpoints
};

/// The files that a run writes, in shards and with checkpoints where that is asked for.
///
/// With a checkpoint all outputs are written as NAME.part. From time to time, between two batches,
/// they are synced and then the checkpoint says how far reading had come and how long each of them
/// was; it takes the place of the one before by a rename. Whatever happens after that, a later run
/// cuts the outputs to those lengths and goes on from there. A shard that is full, and all outputs
/// at the end, get their names after the checkpoint has said that they are whole; a later run gives
/// it to them when that was not reached.
class OutputFiles {
 public:
  /// Opens the outputs. Throws Error when they cannot be, and for a checkpoint that is broken or of
  /// a run with other settings.
  explicit OutputFiles(OutputFilesOptions options);
  OutputFiles(const OutputFiles&) = delete;
  OutputFiles& operator=(const OutputFiles&) = delete;

  /// The run was finished before; there is nothing to do.
  bool done() const { return checkpoint_.done; }
  const RunPlace& start() const { return checkpoint_.place; }
  RunOutputs outputs();

  /// What was written is of all that stands before `place`.
  void written(const RunPlace& place);
  /// All was written: the files get their names.
  void finish(const RunTotals& totals);

 private:
  enum Which : std::size_t { text, removed, meta, errors, count };

  std::string name(Which which, std::uint64_t shard) const;
  void open(Which which, std::uint64_t kept);
  void recover();
  void begin_shard();  // with the line of names of a table
  void sync();         // the outputs; notes their lengths
  void save();         // the checkpoint

  OutputFilesOptions options_;
  std::array<std::optional<bytes::Output>, count> files_;
  Checkpoint checkpoint_;
  std::chrono::steady_clock::time_point saved_;
};

}  // namespace dechaff
