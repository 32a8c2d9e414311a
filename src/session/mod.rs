//! Packs and inputs in, a report out: the library's façade. Touches no disk: what it reads is handed to it.
