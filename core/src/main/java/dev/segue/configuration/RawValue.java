package dev.segue.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value as it was written, before variables are put in and before it is understood. */
sealed interface RawValue {

    /** Everything that was written, in its order. */
    List<String> texts();

    record One(String text) implements RawValue {

        @Override
        public List<String> texts() {
            return List.of(text);
        }
    }

    record Many(List<String> texts) implements RawValue {

        public Many {
            texts = List.copyOf(texts);
        }
    }

    record Named(Map<String, String> byName) implements RawValue {

        public Named {
            byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        }

        @Override
        public List<String> texts() {
            return List.copyOf(byName.values());
        }
    }
}
