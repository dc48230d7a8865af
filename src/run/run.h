#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "bytes/output.h"
#include "core/error.h"
#include "formats/reader.h"
#include "render/reducer.h"
#include "run/chain.h"
#include "run/sampler.h"
#include "run/tally.h"

namespace dechaff {

struct RunTotals {
  std::uint64_t documents = 0, bytes_in = 0, bytes_out = 0;
  std::uint64_t errors = 0;
  std::uint64_t aside = 0;                  // records that went to --errors
  std::uint64_t invalid_documents = 0;      // with bytes that are not UTF-8
  std::uint64_t without_text = 0;           // records whose text field is missing; they pass
  std::uint64_t emptied = 0;                // documents that had text and have none left
  std::uint64_t left_out = 0;               // by RunOptions::leaving_out
  std::uint64_t text_in = 0, text_out = 0;  // bytes of the documents' texts
  std::uint64_t taken = 0;                  // bytes of the files, as they lie on the disk
  std::vector<StageCount> stages;
};

/// How far a run has come, between two batches: what was written is of what stands before.
struct RunPlace {
  std::uint64_t batches = 0;                // written
  std::size_t file = 0;                     // of RunOptions::files
  bytes::Position position;                 // in it
  std::uint64_t offset = 0, documents = 0;  // of all that was read
  formats::TableHead table;                 // if its files are one
  RunTotals totals;
};

/// How a run goes on from a place: by going there, or, when stages remember earlier documents or
/// the whole input is summed up, by doing all again without writing.
enum class Resume : std::uint8_t { seek, replay };

/// Documents that do not come out when their stages are done.
struct LeavingOut {
  bool empty = false;         // no text is left
  std::size_t min_words = 0;  // fewer are left

  bool any() const { return empty || min_words > 0; }
};

struct RunOptions {
  std::vector<std::string> files;  // "-" is standard input
  formats::ReadOptions reading;
  unsigned jobs = 1;
  LeavingOut leaving_out;
  Sampler* sampler = nullptr;                // chooses the documents; null: all
  Tally* tally = nullptr;                    // counts by reason, rule and language are added to it
  bool stop_at_error = false;                // --strict: the first broken record ends the run
  std::function<void(const Error&)> report;  // soft errors, in input order
  std::function<void(const RunTotals&)> progress;  // after every batch
  std::function<void()> secure;  // makes the output safe; then the stages commit what they keep
  RunPlace start;
  Resume resume = Resume::seek;
  std::function<void(const RunPlace&)> written;  // after batches from which a run can go on
};

/// Where a run writes beside what its reducer does, compressed as the outputs say; any may be null.
/// With `errors` broken records go there and not to the reducer.
struct RunOutputs {
  bytes::Output* text = nullptr;  // what a writer makes
  bytes::Output* log = nullptr;
  bytes::Output* meta = nullptr;
  bytes::Output* errors = nullptr;
};

/// Reads all files, runs the chain and a mapper of `reducer` over every document, on any worker,
/// and hands what came of each batch to the reducer in input order: the same for any number of
/// jobs. Memory: `jobs` + 2 batches. Documents that a stage puts off wait in a temporary file and
/// run through the chain again when all were read. Throws Error when the output cannot be written
/// or settings are wrong, and ClosedPipe.
RunTotals run(const RunOptions& options, const std::vector<StageSpec>& stages,
              const Resources& resources, render::Reducer& reducer, const RunOutputs& outputs);
/// The same for what `writer` makes of each document, written to outputs.text.
RunTotals run(const RunOptions& options, const std::vector<StageSpec>& stages,
              const Resources& resources, const render::Writer& writer, const RunOutputs& outputs);

}  // namespace dechaff
