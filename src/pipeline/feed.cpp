#include "pipeline/feed.h"

namespace dechaff {

std::unique_ptr<Work> Feed::next() {
  while (!broken_) {
    auto work = std::make_unique<Work>();
    try {
      if (!file_) {
        if (next_file_ == options_.files.size()) return nullptr;
        file_ = std::make_shared<OpenFile>(options_.files[next_file_++], options_.reading);
      }
      if (!file_->reader.next(work->batch)) {
        file_.reset();
        continue;
      }
      work->file = file_;
    } catch (const Error& error) {
      work->batch.bytes.clear();
      work->errors.push_back(error);
      broken_ = options_.stop_at_error;
    }
    return work;
  }
  return nullptr;
}

void Feed::number(Work& work) {
  io::Batch& batch = work.batch;
  if (stopped_) {
    batch.bytes.clear();
    batch.records.clear();
    work.errors.clear();
    return;
  }
  batch.offset = offset_;
  batch.ordinal = ordinal_;
  offset_ += batch.bytes.size();
  std::vector<io::Record>& records = batch.records;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].is_document) ++ordinal_;
    if (records[i].error.empty()) continue;
    work.errors.emplace_back(Place{batch.source, records[i].line, 0}, records[i].error);
    if (options_.stop_at_error) {
      stopped_ = true;
      records.resize(i);
    }
  }
  if (checksum_) checksum_->add(batch.bytes);
}

}  // namespace dechaff
