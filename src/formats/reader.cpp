#include "formats/reader.h"

#include <exception>
#include <string>
#include <string_view>

#include "core/error.h"

namespace dechaff::formats {
namespace {

/// The name of a Unicode form that dechaff does not read, by its byte order mark; else empty.
std::string_view wide_form(std::string_view begin) {
  using namespace std::string_view_literals;
  if (begin.starts_with("\xFF\xFE\0\0"sv) || begin.starts_with("\0\0\xFE\xFF"sv)) return "UTF-32";
  if (begin.starts_with("\xFF\xFE") || begin.starts_with("\xFE\xFF")) return "UTF-16";
  return {};
}

}  // namespace

Reader::Reader(bytes::Source& source, const ReadOptions& options)
    : input_(source), options_(options) {}

void Reader::begin() {
  std::exception_ptr broken;
  try {
    input_.fill(4096);
  } catch (const Error&) {
    broken = std::current_exception();
  }
  const std::string_view first = input_.waiting().substr(0, 4096);
  const bool whole = input_.ended() && first.size() == input_.waiting().size();
  const Format format = options_.format == Format::automatic
                            ? recognise_format(first, whole, options_)
                            : options_.format;
  const std::string_view form = wide_form(first);  // now: a format may read on, and move the bytes
  const FormatInfo& info = format_info(format);
  format_ = info.make(options_);
  after_damage_ = info.after_damage;
  if (options_.html && !info.html) {
    input_.stop();
    throw Error({input_.name()},
                "--html reads pages and WARC files, not the format " + std::string(info.name));
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
  if (!form.empty() && !options_.html) {
    input_.stop();
    const std::string name(form);
    throw Error({input_.name()}, "is " + name + " text; dechaff reads UTF-8", {},
                "convert it first: iconv -f " + name + " -t UTF-8");
  }
}

bool Reader::next(Batch& batch) {
  if (format_ == nullptr) begin();
  batch.bytes.clear();
  batch.records.clear();
  batch.source = input_.name();
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
