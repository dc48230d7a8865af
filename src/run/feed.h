#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bytes/checksum.h"
#include "core/error.h"
#include "formats/reader.h"
#include "run/document_pool.h"
#include "run/run.h"

namespace dechaff {

/// A file, or the member of an archive, that is being read; lives as long as a batch of it is to be
/// cut.
struct OpenFile {
  OpenFile(std::shared_ptr<bytes::Source> from, const formats::ReadOptions& options)
      : source(std::move(from)), reader(*source, options) {}
  std::shared_ptr<bytes::Source> source;  // of an archive's members the same
  formats::Reader reader;
};

/// A batch on its way, with all that belongs to it.
struct WorkItem {
  std::shared_ptr<OpenFile> file;  // null: there is nothing but errors
  formats::Batch batch;
  DocumentPool::Documents documents;  // those of the records, in order; or one that is used again
  std::unique_ptr<render::Result> result;
  std::string origin, log, meta, aside;
  std::uint64_t bytes_out = 0;  // of the result, before it is compressed
  std::vector<Error> errors;
  std::optional<Error> note;  // shown, and no failure
  RunTotals totals;
  Tally tally;
  std::size_t put_off = SIZE_MAX;  // the first record that is to come again
  bool again = false;              // it does: cut and numbered before
  RunPlace after;                  // how far reading has come; without `batches` and `totals`
  std::uint64_t taken = 0;         // bytes of the files up to there
  bool resumable = false;          // a run can go on from there

  /// Finds the records. On any thread.
  void cut() {
    if (file) file->reader.cut(batch);
    file.reset();
  }
};

/// Reads the files one after another; numbers documents and bytes over all of them.
class Feed {
 public:
  /// `batch`: bytes of a batch at most, beside what the options say. All outlive it.
  Feed(const RunOptions& options, const RunOutputs& outputs, const render::Reducer& reducer,
       std::size_t batch);

  /// The next batch, not yet cut; null at the end. An error of reading is a WorkItem too.
  std::unique_ptr<WorkItem> next();
  /// Once for every cut batch, in order: counts, and takes up the errors of its records.
  void number(WorkItem& work);

  std::uint64_t offset() const { return offset_; }
  std::string checksum() const { return checksum_->hex(); }

 private:
  void open();
  void need_separable(const formats::Batch& first);
  void need_same_kind(const formats::TableHead& before, const formats::Batch& first);
  bool open_member();

  const RunOptions& options_;
  formats::ReadOptions reading_;
  const render::Reducer& reducer_;
  bool put_aside_;
  bool joins_;  // what comes out is the files one after another; those of a table are one table
  std::optional<bytes::Checksum> checksum_;
  std::shared_ptr<OpenFile> file_;
  formats::ReadOptions reading_file_;
  std::size_t next_file_ = 0;
  formats::TableHead table_;
  bool fresh_ = false;          // nothing was read of the open file
  std::uint64_t finished_ = 0;  // bytes of the files before the open one
  bool broken_ = false;         // of next(): reading has stopped at an error

  std::uint64_t offset_ = 0, documents_ = 0;
  std::string lacking_;   // the source whose records without text were named
  bool aside_ = false;    // the piece before went to --errors
  bool stopped_ = false;  // of number(): what follows is not wanted
};

}  // namespace dechaff
