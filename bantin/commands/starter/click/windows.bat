@echo off
rem ASCII as far as the label say-ask: not every Windows finds its way in a batch file with other letters.
setlocal EnableExtensions DisableDelayedExpansion
chcp 65001 >nul
set "RECORD=%~dp0.bantin-path"
set "PROGRAM="
set "PYTHON="
set "ASKED="
if exist "%RECORD%" for /f "usebackq eol=| delims=" %%L in ("%RECORD%") do if not defined PROGRAM (set "PROGRAM=%%L") else (set "PYTHON=%%L")
if not exist "%PROGRAM%" if exist "%~dp0..\bantin\build.py" set "PROGRAM=%~dp0..\bantin\build.py"

:look
if defined PROGRAM if exist "%PROGRAM%\build.py" set "PROGRAM=%PROGRAM%\build.py"
if not exist "%PROGRAM%" goto say-ask
for %%F in ("%PROGRAM%") do if /i not "%%~nxF"=="build.py" goto say-ask
if not defined ASKED goto find-python
setlocal EnableDelayedExpansion
>"!RECORD!" echo(!PROGRAM!
>>"!RECORD!" echo(!PYTHON!
endlocal

:find-python
rem Run, not only looked for: a Python may have lost what it was made from, and Windows has a python that sells one.
if exist "%PYTHON%" "%PYTHON%" -c "" >nul 2>nul && goto run
set "PYTHON=py"
py -c "" >nul 2>nul && goto run
set "PYTHON=python"
python -c "" >nul 2>nul && goto run
goto say-no-python

:run
"%PYTHON%" "%PROGRAM%" --project "%~dp0." @command@
if not "%ERRORLEVEL%"=="0" goto say-failed
goto say-done

:ask
set "PROGRAM="
set /p "PROGRAM=> "
if not defined PROGRAM exit /b 2
set "PROGRAM=%PROGRAM:"=%"
set "ASKED=yes"
goto look

:say-ask
echo.
echo @ask@
if defined PROGRAM echo   "%PROGRAM%"
goto ask

:say-no-python
echo.
echo @no-python@
goto wait

:say-failed
echo.
echo @failed@
goto wait

:say-done
@done@

:wait
echo @close@
pause >nul
