#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

#include "core/document.h"
#include "formats/json_text.h"

namespace dechaff {

/// A document, with its text where that is not as it stands in the batch.
struct LoadedDocument {
  Document document;
  formats::EscapedText json;
};

/// Documents that were done with, to be used again: most of what a small one costs is to take
/// memory for its tables. Thread-safe.
class DocumentPool {
 public:
  using Documents = std::vector<std::unique_ptr<LoadedDocument>>;

  /// Appends `count` documents, used or new.
  void take(std::size_t count, Documents& out) {
    {
      const std::scoped_lock lock(mutex_);
      for (; count > 0 && !free_.empty(); --count) {
        out.push_back(std::move(free_.back()));
        free_.pop_back();
      }
    }
    for (; count > 0; --count) out.push_back(std::make_unique<LoadedDocument>());
  }

  /// Takes them back. Large ones are let go, and what is more than `most`: what is held here stays
  /// under some 60 MB whatever comes.
  void give_back(Documents& documents) {
    {
      const std::scoped_lock lock(mutex_);
      for (auto& loaded : documents) {
        const Document& document = loaded->document;
        if (free_.size() < most && document.bytes.size() <= most_bytes &&
            document.lines.size() <= most_lines) {
          free_.push_back(std::move(loaded));
        }
      }
    }
    documents.clear();
  }

 private:
  static constexpr std::size_t most = 512;  // documents
  static constexpr std::size_t most_bytes = 16 * 1024, most_lines = 512;

  std::mutex mutex_;
  Documents free_;
};

}  // namespace dechaff
