from datetime import date

from registry import quoted, report


@report("absences", "Absences per pupil", "class")
def absences(cur, params):
    since = date.fromisoformat(params.get("since", "2024-08-01"))
    sql = f"""
        SELECT p.surname, COUNT(*) AS days
        FROM absences a JOIN pupils p ON p.id = a.pupil_id
        WHERE p.class_code = '{params["class"]}' AND a.day >= %s
        GROUP BY p.surname
    """
    cur.execute(sql, (since,))
    return cur.fetchall()


@report("late", "Late arrivals", "year")
def late(cur, params):
    year = int(params["year"])
    cur.execute(f"SELECT day, COUNT(*) FROM late_marks WHERE EXTRACT(year FROM day) = {year} GROUP BY day")
    return cur.fetchall()


@report("top", "Most absent pupils", "limit")
def top(cur, params):
    limit = quoted(params["limit"])
    query = "SELECT pupil_id, COUNT(*) FROM absences GROUP BY pupil_id ORDER BY 2 DESC LIMIT " + limit
    cur.execute(query)
    return cur.fetchall()


@report("teacher", "Lessons per teacher", "teacher")
def teacher(cur, params):
    cur.execute(
        "SELECT subject, COUNT(*) FROM lessons WHERE teacher = %(teacher)s GROUP BY subject",
        {"teacher": params["teacher"]},
    )
    return cur.fetchall()
