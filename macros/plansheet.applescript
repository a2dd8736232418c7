-- What Excel for Mac needs to start Python and to ask for files: its VBA may do neither itself.
-- `plansheet addin install` copies this to ~/Library/Application Scripts/com.microsoft.Excel/.

on VbaHandler(ParameterString)
	set {PythonPath, PythonInterpreter, PythonCommand, WorkbookName, ApplicationName, LogFile} to SplitString(ParameterString, "|")
	if LogFile is "" then set LogFile to OwnLog()
	set ShellCommand to quoted form of PythonInterpreter & " -I -B -u -W ignore -c " & quoted form of PythonCommand & " " & quoted form of ("--wb=" & WorkbookName) & " --from_xl=1 " & quoted form of ("--app=" & ApplicationName) & " > /dev/null 2> " & quoted form of LogFile & " &"
	try
		return do shell script ShellCommand
	on error
		return 1
	end try
end VbaHandler

-- What Python said before it failed, for the small runner, whose VBA reads no file.
on ReadLog(Ignored)
	try
		return do shell script "cat " & quoted form of OwnLog() & "; rm -f " & quoted form of OwnLog()
	on error
		return ""
	end try
end ReadLog

on OwnLog()
	return POSIX path of (path to temporary items from user domain) & "plansheet.log"
end OwnLog

on ChooseFolder(Prompt)
	try
		return POSIX path of (choose folder with prompt Prompt)
	on error
		return ""
	end try
end ChooseFolder

on ChooseFile(Prompt)
	try
		return POSIX path of (choose file with prompt Prompt)
	on error
		return ""
	end try
end ChooseFile

on ChooseTarget(Prompt)
	try
		return POSIX path of (choose file name with prompt Prompt default name "plansheet.xlsx")
	on error
		return ""
	end try
end ChooseTarget

on SplitString(TheString, Separator)
	set OldDelimiters to AppleScript's text item delimiters
	set AppleScript's text item delimiters to Separator
	set TheItems to text items of TheString
	set AppleScript's text item delimiters to OldDelimiters
	return TheItems
end SplitString
