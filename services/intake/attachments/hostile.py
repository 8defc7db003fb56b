"""Why a file is not taken: each danger by its name, in words that say the way out."""

from __future__ import annotations

SENTENCES = {
    "EMPTY": "文件是空的（0 字节）。请重新选择文件。",
    "TOO_LARGE": "文件超过 {limit} MB，收不下。请压缩照片或剪短录音、视频后再上传。",
    "NO_FILE": "没有收到文件。请选择一个文件再上传。",
    "NAME_WITH_PATH": "文件名里有路径或看不见的符号。请改成普通名称后再上传。",
    "SVG": "SVG 图形里可以藏脚本，不能收。请截图成 PNG 或 JPEG 再上传。",
    "HTML": "网页文件里可以藏脚本，不能收。请打印成 PDF 或截图再上传。",
    "POLYGLOT": "这个文件同时是{first}和{second}，是伪装的文件，不能收。请重新拍照或导出后再上传。",
    "UNKNOWN_TYPE": "认不出这是什么文件{guess}。请上传 JPEG、PNG、PDF、Word、Excel、录音、视频或文本文件。",
    "ZIP_BOMB": "这个文件解开后大得异常，是压缩炸弹，不能收。请重新导出后再上传。",
    "ARCHIVE": "这是压缩包，看不到里面是什么。请解压后把文件一个一个上传。",
    "OFFICE_BROKEN": "这个 Office 文件坏了，打不开。请重新保存后再上传。",
    "OFFICE_LOCKED": "这个 Office 文件加了密码。请去掉密码再上传。",
    "MACROS": "这个 Office 文件带有宏程序，不能收。请另存为不带宏的 docx、xlsx 或 PDF。",
    "PATH_INSIDE": "这个文件内部写着别处的路径，是伪装的文件，不能收。请重新导出后再上传。",
    "PDF_LOCKED": "这个 PDF 加了密码。请去掉密码再上传。",
    "PDF_BROKEN": "这个 PDF 坏了，打不开。请重新导出或拍照上传。",
    "PDF_SCRIPT": "这个 PDF 里带有脚本，不能收。请打印成新的 PDF 或截图再上传。",
    "PICTURE_TOO_WIDE": "图片的尺寸大得异常（{width}×{height}），打开会占满内存，不能收。请缩小后再上传。",
    "PICTURE_BROKEN": "这张图片坏了，打不开。请重新拍照或另存后再上传。",
    "VIRUS": "查出病毒，文件已隔离，没有收下。请换一台电脑或手机重新导出。",
    "GRANT_ENDED": "上传时间已过。请回到填写页面，刷新后再传。",
    "TOO_MANY_FILES": "已经传了 {limit} 个文件，不能再多。请删去不要紧的，或到窗口交材料。",
    "TOO_MUCH": "这一件的附件合起来超过 {limit} MB。请删去不要紧的，或到窗口交材料。",
}


class NotTakenError(Exception):
    """The file is refused; `because` names the danger and the way out. Holds nothing of the file's content."""

    def __init__(self, code: str, because: str = "", **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.because = because or SENTENCES[code].format(**facts)
