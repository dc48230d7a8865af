#include "formats/reader.h"

#include <exception>
#include <string>
#include <string_view>

#include "core/error.h"
#include "formats/page_fields.h"
#include "formats/recognise.h"

namespace dechaff::formats {
namespace {

/// Bytes that are looked at to recognise a source; a longer first line is read whole, up to
/// `longest_line`.
constexpr std::size_t looked_at = 1 << 16, longest_line = 1 << 22;

}  // namespace

Reader::Reader(bytes::Source& source, const ReadOptions& options)
    : input_(source), options_(options) {}

void Reader::begin() {
  std::exception_ptr broken;
  std::string_view first;
  try {
    for (std::size_t wanted = looked_at;; wanted *= 4) {
      const bool more = input_.fill(wanted);
      first = input_.waiting().substr(0, wanted);
      if (!more || wanted >= longest_line || first.find('\n') != std::string_view::npos) break;
    }
  } catch (const Error&) {
    broken = std::current_exception();
    first = input_.waiting();
  }
  if (options_.in_place && input_.source().not_written() != nullptr) {
    const std::string name = input_.name();
    const std::string kind = input_.source().not_written();
    input_.stop();
    throw Error({name},
                "is " + kind + ", which dechaff does not write: --in-place cannot rewrite it", {},
                "name a file with -o");
  }
  options_.table_goes_on =
      options_.table_goes_on || (options_.table != nullptr && input_.source().is_archive());
  const bool whole = input_.ended() && first.size() == input_.waiting().size();
  Recognition found;
  try {
    found = recognise(first, whole, input_.name(), options_);
  } catch (const Error&) {
    input_.stop();
    throw;
  }
  if ((found.format == Format::html || found.format == Format::arc) && options_.in_place) {
    const std::string name = input_.name();
    input_.stop();
    throw Error({name}, "holds pages: --in-place would put text in their place", {},
                "name a file with -o");
  }
  options_.format = found.format;
  options_.html = options_.html || found.format == Format::html || found.format == Format::arc;
  options_.delimiter = found.delimiter;
  const FormatInfo& info = format_info(found.format);
  format_ = info.make(options_);
  after_damage_ = info.after_damage;
  if (options_.html && !info.html) {
    input_.stop();
    throw Error({input_.name()}, "--html does not read the format " + std::string(info.name), {},
                "it reads pages, WARC files, and pages in JSON, CSV and tar");
  }
  try {
    format_->begin(input_);
  } catch (const Error&) {
    if (!broken) throw;  // else what is broken is said first
  }
  if (options_.start.offset > 0) {
    input_.seek(options_.start);
    return;
  }
  if (broken) std::rethrow_exception(broken);
}

bool Reader::next(Batch& batch) {
  if (refused_) return false;
  if (format_ == nullptr) {
    refused_ = true;
    try {
      begin();
      refused_ = false;
    } catch (const Error&) {
      refused_ = format_ == nullptr;
      throw;
    }
  }
  batch.bytes.clear();
  batch.records.clear();
  batch.source = input_.name();
  batch.format = options_.format;
  batch.delimiter = options_.delimiter;
  batch.columns = format_->columns();
  batch.piece = false;
  batch.error.clear();
  while (!format_->next(input_, batch)) {
    if (!after_damage_ || !input_.skip_damage()) return false;
    format_->lose_step();
  }
  return true;
}

void Reader::cut(Batch& batch) const {
  batch.records.clear();
  if (!batch.piece) {
    const bool made = format_->cut(batch) == Cut::made_anew;
    for (Record& record : batch.records) {
      if (!made) record.offset = batch.begin.offset + record.all.begin;
    }
    if (options_.html && !made) read_pages(batch);
    if (options_.html) {  // the bytes are no longer those of the source
      batch.charset.clear();
      batch.lost.clear();
    }
    return;
  }
  Record& record = batch.records.emplace_back();
  record.all = {0, batch.bytes.size()};
  record.is_document = false;
  record.error = batch.error;
  record.line = batch.begin.line;
  record.offset = batch.begin.offset;
}

}  // namespace dechaff::formats
