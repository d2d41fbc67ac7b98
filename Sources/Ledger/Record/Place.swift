package import Findings

/// Judges whether a folder is a safe place for a ledger.
///
/// SQLite's locks do not hold on network shares, and a program that syncs a folder copies a
/// database while it is being written.
///
/// - Parameters:
///   - path: The absolute path of the folder, with symbolic links resolved.
///   - mounts: The text of `/proc/self/mounts`.
/// - Returns: One finding where the place is refused, else none.
package func judgePlace(of path: String, mounts: String) -> [Finding] {
  let remedy =
    "choose a folder on this computer's own disk, for example ~/npq, and keep backups on the "
    + "share"
  let parts = path.split(separator: "/").map { $0.lowercased() }
  let synced = ["onedrive", "sharepoint", "dropbox", "google drive", "googledrive", "icloud"]
  if let name = synced.first(where: { name in parts.contains { $0.hasPrefix(name) } }) {
    let message = "lies in a folder that \(name) keeps in step, where a database is damaged"
    return [Finding("synced-folder", .refused, path, message, remedy: remedy)]
  }
  let remote: Set = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "fuse.sshfs", "fuse.rclone",
    "fuse.glusterfs", "davfs", "fuse.davfs2",
  ]
  guard let type = fileSystem(of: path, mounts: mounts), remote.contains(type) else { return [] }
  let message = "lies on a network share (\(type)), where SQLite's locks do not hold"
  return [Finding("network-folder", .refused, path, message, remedy: remedy)]
}

/// The type of the file system that holds a path: that of the longest mount point above it.
private func fileSystem(of path: String, mounts: String) -> String? {
  var best: (length: Int, type: String)?
  for line in mounts.split(separator: "\n") {
    let fields = line.split(separator: " ")
    guard fields.count > 2 else { continue }
    let point = fields[1].replacing("\\040", with: " ")
    let inside = point == "/" || path == point || path.utf8.starts(with: (point + "/").utf8)
    if inside, point.utf8.count >= best?.length ?? 0 {
      best = (point.utf8.count, String(fields[2]))
    }
  }
  return best?.type
}
