#pragma once

#include <memory>
#include <utility>
#include <vector>

namespace dechaff {

/// What modules keep beside a document on its way through a chain, each in one slot of a type of
/// its own, which only the module knows. Reused from document to document, so that its memory is.
class Workspace {
 public:
  class Slot {
   public:
    Slot() = default;
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    virtual ~Slot() = default;
    /// Another document comes: what is kept is not of that one.
    virtual void next_document() = 0;
  };

  /// The slot of type T, made at the first call. There are few: O(slots).
  template <class T>
  T& get() {
    for (const std::unique_ptr<Slot>& slot : slots_) {
      if (auto* found = dynamic_cast<T*>(slot.get())) return *found;
    }
    auto made = std::make_unique<T>();
    T& out = *made;
    slots_.push_back(std::move(made));
    return out;
  }

  /// The same, or null when it was not made.
  template <class T>
  const T* find() const {
    for (const std::unique_ptr<Slot>& slot : slots_) {
      if (auto* found = dynamic_cast<const T*>(slot.get())) return found;
    }
    return nullptr;
  }

  void next_document() {
    for (const std::unique_ptr<Slot>& slot : slots_) slot->next_document();
  }

 private:
  std::vector<std::unique_ptr<Slot>> slots_;
};

}  // namespace dechaff
