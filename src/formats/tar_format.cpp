#include <algorithm>

#include "formats/recognise.h"
#include "formats/sized_records.h"
#include "formats/tar_header.h"

namespace dechaff::formats {
namespace {

/// An entry with the headers that belong to it; spans count from the begin of the bytes it was
/// found in.
struct Found {
  std::size_t end = 0;    // behind its padding; 0: more bytes are needed to know
  std::size_t large = 0;  // its bytes, when they are more than may be held
  Span data;
  std::size_t header = 0;
  std::string name;
  bool file = false;
  const char* error = nullptr;
};

/// Longest name or other header data that is looked for.
constexpr std::size_t extra_limit = 1 << 20;
constexpr const char* cut_short = "is cut short";

bool all_zero(std::string_view block) {
  return block.find_first_not_of('\0') == std::string_view::npos;
}

/// What begins at `at` and is no entry goes to the next block that is one, or as far as may be
/// held.
void find_next(std::string_view bytes, std::size_t at, bool whole, std::size_t limit,
               Found& found) {
  found.error = "does not begin as an entry of a tar archive";
  for (std::size_t next = at + tar_block; next + tar_block <= bytes.size(); next += tar_block) {
    if (next - at > limit || read_tar_header(bytes.substr(next, tar_block))) {
      found.end = next;
      return;
    }
  }
  if (whole) found.end = bytes.size();
}

/// The entry that begins at `at`. `whole`: no bytes follow those that are there.
Found find_entry(std::string_view bytes, std::size_t at, bool whole, std::size_t limit) {
  Found found;
  const std::size_t from = at;
  TarExtras extras;
  for (;;) {
    const std::string_view block = bytes.substr(at, tar_block);
    if (block.size() < tar_block) {
      if (!whole) return found;
      found.end = bytes.size();
      if (at > from || !all_zero(block)) found.error = cut_short;
      return found;
    }
    if (at == from && all_zero(block)) {  // of the end
      found.end = at + tar_block;
      return found;
    }
    const auto header = read_tar_header(block);
    if (!header) {
      find_next(bytes, at, whole, limit, found);
      return found;
    }
    found.header = at;
    at += tar_block;
    for (bool more = header->extended; more; at += tar_block) {
      if (at + tar_block > bytes.size()) break;
      more = bytes[at + 504] != 0;
    }
    const bool extra =
        header->type == 'x' || header->type == 'g' || header->type == 'L' || header->type == 'K';
    const std::size_t size = header->size;
    if (size > limit || (extra && size > extra_limit)) {
      found.large = at - from + size + tar_padding(size);
      found.file = !extra;
      return found;
    }
    const std::size_t end = at + size + tar_padding(size);
    if (end > bytes.size() && !(whole && at + size <= bytes.size())) {
      if (!whole) return found;
      found.end = bytes.size();
      found.error = cut_short;
      return found;
    }
    if (extra) {
      read_tar_extra(header->type, bytes.substr(at, size), extras);
      at = std::min(end, bytes.size());
      continue;
    }
    found.end = std::min(end, bytes.size());
    found.data = {at, at + size};
    found.name = extras.name.empty() ? header->name : extras.name;
    found.file = (header->type == '0' || header->type == '\0' || header->type == '7') &&
                 !extras.odd && !found.name.ends_with('/');
    return found;
  }
}

/// tar archives: a file without NUL bytes is a document, its path the id. All else passes. Nothing
/// is unpacked to the disk, so a path is a name and no more. The program finds the entries itself,
/// because libarchive hands out their data and not the bytes of the archive that they stood in.
class TarFormat final : public SizedRecords {
 public:
  using SizedRecords::SizedRecords;

  Cut cut(Batch& batch) const override {
    const std::string_view bytes = batch.bytes;
    for (std::size_t at = 0; at < bytes.size();) {
      Found found = find_entry(bytes, at, true, options().max_document);
      Record& record = batch.records.emplace_back();
      record.all = {at, found.end};
      record.id = std::move(found.name);
      record.is_document = false;
      record.frame = Frame::tar;
      if (found.error != nullptr) {
        record.line = 0;
        record.error =
            "the entry at byte " + std::to_string(batch.begin.offset + at) + ' ' + found.error;
      } else if (found.file) {
        record.text = found.data;
        record.length_field = {found.header, found.header + tar_block};
        record.is_document =
            bytes.substr(found.data.begin, found.data.size()).find('\0') == std::string_view::npos;
        if (names_markdown(extension_of(record.id))) record.markup = Markup::markdown;
      }
      at = found.end;
    }
    return Cut::as_read;
  }

 private:
  Extent extent(std::string_view bytes, std::size_t at, bool whole) const override {
    const Found found = find_entry(bytes, at, whole, options().max_document);
    return {found.end, found.large, found.file};
  }
};

}  // namespace

std::unique_ptr<RecordFormat> make_tar_format(const ReadOptions& options) {
  return std::make_unique<TarFormat>(options);
}

bool is_tar(std::string_view begin, bool, const ReadOptions&) {
  begin = begin.substr(0, tar_block);
  return read_tar_header(begin) && begin.substr(257).starts_with("ustar");
}

}  // namespace dechaff::formats
