#include "run/feed.h"

#include <algorithm>
#include <utility>

#include "formats/error_log.h"

namespace dechaff {

Feed::Feed(const RunOptions& options, const RunOutputs& outputs, const render::Reducer& reducer,
           std::size_t batch)
    : options_(options),
      reading_(options.reading),
      reducer_(reducer),
      put_aside_(outputs.errors != nullptr),
      joins_(!reducer.by_file() && (reducer.prints_files() || outputs.log != nullptr)) {
  reading_.batch = std::min(reading_.batch, batch);
  if (outputs.log != nullptr) checksum_.emplace();
  if (options.resume == Resume::replay) return;
  next_file_ = options.start.file;
  offset_ = options.start.offset;
  documents_ = options.start.documents;
  table_ = options.start.table;
}

void Feed::open() {
  formats::ReadOptions reading = reading_;
  if (options_.resume == Resume::seek && next_file_ == options_.start.file)
    reading.start = options_.start.position;
  const std::string& name = options_.files[next_file_++];
  if (joins_) reading.table = &table_;
  reading.table_goes_on = joins_ && next_file_ < options_.files.size();
  file_ = std::make_shared<OpenFile>(
      std::make_shared<bytes::Source>(name, options_.jobs, bytes::FirstBytes::decide,
                                      reading.encoding),
      reading);
  reading.start = {};
  reading_file_ = std::move(reading);
}

/// False where no member of an archive follows.
bool Feed::open_member() {
  if (!file_->source->next_member()) return false;
  file_ = std::make_shared<OpenFile>(file_->source, reading_file_);
  fresh_ = true;
  return true;
}

/// Of the open file, by its first batch: it is a table where the files before are, and only there.
void Feed::need_same_kind(const formats::TableHead& before, const formats::Batch& first) {
  if (!reducer_.makes_table() || reducer_.by_file()) return;
  const bool is_table = first.frame() == formats::Frame::csv;
  if (before.source.empty()) {
    table_.source = first.source;
    return;
  }
  if (is_table == !before.names.empty()) return;
  table_ = before;
  file_.reset();
  throw Error({first.source},
              is_table ? "is a table, and " + before.source + " is none"
                       : "is no table, and " + before.source + " is one",
              {}, "name the columns of both with --fields, or run it by itself");
}

/// A JSON array that is written as one keeps all its elements, or its commas would be wrong.
void Feed::need_separable(const formats::Batch& first) {
  const bool array = first.format == formats::Format::json;
  if (!array || !options_.leaving_out.any() || reducer_.converts(first, {})) return;
  file_.reset();
  throw Error({first.source}, "a JSON array cannot leave out documents", {},
              "--to jsonl writes a line each");
}

std::unique_ptr<WorkItem> Feed::next() {
  while (!broken_) {
    auto work = std::make_unique<WorkItem>();
    try {
      if (!file_) {
        if (next_file_ == options_.files.size()) return nullptr;
        open();
        fresh_ = true;
      }
      const formats::TableHead before = table_;
      work->batch.file = next_file_ - 1;
      if (!file_->reader.next(work->batch)) {
        if (open_member()) continue;
        finished_ += file_->source->file_size();
        file_.reset();
        // One without any bytes has an output, too.
        if (std::exchange(fresh_, false) && reducer_.by_file()) return work;
        continue;
      }
      if (std::exchange(fresh_, false)) {
        need_same_kind(before, work->batch);
        need_separable(work->batch);
      }
      work->file = file_;
      work->after.file = next_file_ - 1;
      work->after.position = work->batch.end;
      work->after.table = table_;
      const std::uint64_t packed = work->batch.end.packed;
      work->taken = finished_ + (packed > 0 ? packed : file_->source->file_taken());
      work->resumable = !work->batch.after_break && !file_->source->is_archive();
    } catch (const Error& error) {
      work->batch.bytes.clear();
      work->batch.file = next_file_ - 1;
      work->after.table = table_;
      work->errors.push_back(error);
      if (options_.reading.in_place) file_.reset();  // it is left as it was
      broken_ = options_.stop_at_error;
    }
    return work;
  }
  return nullptr;
}

void Feed::number(WorkItem& work) {
  formats::Batch& batch = work.batch;
  if (stopped_) {
    batch.bytes.clear();
    batch.records.clear();
    work.errors.clear();
    work.resumable = false;
    return;
  }
  batch.offset = offset_;
  batch.ordinal = documents_;
  std::vector<formats::Record>& records = batch.records;
  for (std::size_t i = 0; i < records.size(); ++i) {
    formats::Record& record = records[i];
    if (record.is_document && options_.sampler != nullptr) {
      record.passed_over = !options_.sampler->take(sample_key(batch, record), documents_);
      record.is_document = !record.passed_over;
    }
    if (record.is_document) ++documents_;
    record.aside = put_aside_ && (!record.error.empty() || (batch.piece && aside_));
    if (batch.piece) aside_ = record.aside;
    if (record.aside) formats::append_error(work.aside, batch, record);
    if (record.error.empty()) continue;
    if (record.lacks_text && !put_aside_ && !options_.stop_at_error) {
      ++work.totals.without_text;
      if (lacking_ != batch.source) {
        work.note.emplace(
            Place{batch.source, record.line, 0},
            record.error + (reducer_.converts(batch, record) ? ": such records are left out"
                                                             : ": such records pass as they are"));
        work.note->severity = Severity::note;
      }
      lacking_ = batch.source;
      continue;
    }
    if (!put_aside_ || options_.stop_at_error)
      work.errors.emplace_back(Place{batch.source, record.line, 0}, record.error);
    if (options_.stop_at_error) {
      // What follows is neither written nor in the log, and a run that goes on must meet it again.
      stopped_ = true;
      work.resumable = false;
      batch.bytes.resize(record.all.begin);
      records.resize(i);
    }
  }
  offset_ += batch.bytes.size();
  if (checksum_) checksum_->add(batch.bytes);
  work.after.offset = offset_;
  work.after.documents = documents_;
}

}  // namespace dechaff
