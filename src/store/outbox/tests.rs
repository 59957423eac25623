use super::*;
use crate::store::DocumentEntry;

fn manifest(files: Vec<FileEntry>) -> Manifest {
    Manifest { period: "2023-02".into(), documents: vec![DocumentEntry { id: "a".into(), files, ..Default::default() }], ..Default::default() }
}

/// One run that generates `text` for `a.md`; gives the name under which it stands and the draft that was found.
fn run(root: &Path, text: &str) -> (String, Draft) {
    let out = Outbox::open(root, "2023-02").unwrap();
    let draft = out.draft("a.md", text);
    let (files, name) = out.write_text("a.md", text).unwrap();
    if draft == Draft::Ours {
        out.drop_stale_copy("a.md");
    }
    out.finish(&manifest(files)).unwrap();
    (name, draft)
}

fn read(root: &Path, name: &str) -> Option<String> {
    fs::read_to_string(root.join("out/2023-02").join(name)).ok()
}

#[test]
fn an_edited_text_survives_every_later_run_and_the_new_one_stands_beside_it() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    assert_eq!(run(root, "one").0, "a.md");
    assert_eq!(run(root, "two"), ("a.md".into(), Draft::Ours));
    fs::write(root.join("out/2023-02/a.md"), "by hand").unwrap();
    for text in ["three", "four", "four"] {
        let (name, draft) = run(root, text);
        assert_eq!(name, "a.new.md");
        assert_eq!(draft, Draft::Edited { path: "out/2023-02/a.md".into(), text: "by hand".into() });
        assert_eq!(read(root, "a.md").as_deref(), Some("by hand"));
        assert_eq!(read(root, "a.new.md").as_deref(), Some(text));
    }
    // The copy edited as well: it is kept too.
    fs::write(root.join("out/2023-02/a.new.md"), "by hand too").unwrap();
    assert_eq!(run(root, "five").0, "a.new.new.md");
    assert_eq!(read(root, "a.new.md").as_deref(), Some("by hand too"));
    // The person gives up the edit: the text is ours again.
    fs::remove_file(root.join("out/2023-02/a.md")).unwrap();
    assert_eq!(run(root, "six"), ("a.md".into(), Draft::Ours));
    assert_eq!(read(root, "a.new.md").as_deref(), Some("by hand too"));
}

#[test]
fn taking_over_the_new_text_makes_it_ours_and_removes_the_copy() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    run(root, "one");
    fs::write(root.join("out/2023-02/a.md"), "by hand").unwrap();
    run(root, "two");
    fs::copy(root.join("out/2023-02/a.new.md"), root.join("out/2023-02/a.md")).unwrap();
    assert_eq!(run(root, "two"), ("a.md".into(), Draft::Ours));
    assert_eq!(read(root, "a.new.md"), None);
    assert_eq!(run(root, "three"), ("a.md".into(), Draft::Ours));
}

#[test]
fn without_a_whole_manifest_every_text_counts_as_edited() {
    for broken in [None, Some("{ \"period\":")] {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        run(root, "one");
        let manifest = root.join("out/2023-02/manifest.json");
        match broken {
            None => fs::remove_file(&manifest).unwrap(),
            Some(text) => fs::write(&manifest, text).unwrap(),
        }
        assert_eq!(run(root, "two").0, "a.new.md");
        assert_eq!(read(root, "a.md").as_deref(), Some("one"));
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_said_and_nothing_is_written() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("out"), "a file where the folder should be").unwrap();
    let found = Outbox::open(dir.path(), "2023-02").unwrap_err();
    assert_eq!(found.code, "out-not-writable");
    assert_eq!(fs::read_to_string(dir.path().join("out")).unwrap(), "a file where the folder should be");
}

#[test]
fn no_temporary_file_is_left_and_files_are_readable_by_the_office() {
    let dir = tempfile::tempdir().unwrap();
    run(dir.path(), "one");
    let names: Vec<_> = fs::read_dir(dir.path().join("out/2023-02")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(dir.path().join("out/2023-02/a.md")).unwrap().permissions().mode() & 0o777, 0o644);
    }
}
