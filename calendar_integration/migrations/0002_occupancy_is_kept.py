"""The database itself demands that whatever is booked takes up its staff and resources, and nothing else does."""

from __future__ import annotations

from django.db import migrations

FORWARDS = r"""
-- Whether the occupancy of an appointment or a session is one row of its staff and one of each kind it needs, all for
-- just its time with the buffers around it; for staff NULL, whether there is none.
CREATE FUNCTION diary_occupies(
    of_appointment bigint, of_session bigint, staff bigint, takes tstzrange, needs bigint[]
) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN staff IS NULL THEN count(*) = 0 ELSE
        count(*) = 1 + cardinality(needs)
        AND count(*) FILTER (WHERE taken.staff_id = staff) = 1
        AND bool_and(taken.during = takes)
        AND coalesce(array_agg(resource.kind_id ORDER BY resource.kind_id) FILTER (WHERE resource.id IS NOT NULL), '{}')
            = needs
    END
    FROM calendar_integration_occupancy taken
    LEFT JOIN calendar_integration_resource resource ON resource.id = taken.resource_id
    WHERE taken.appointment_id = of_appointment OR taken.session_id = of_session
$$;

CREATE FUNCTION diary_takes(during tstzrange, buffer_before integer, buffer_after integer)
RETURNS tstzrange LANGUAGE sql STABLE AS $$
    SELECT tstzrange(
        lower(during) - make_interval(mins => buffer_before), upper(during) + make_interval(mins => buffer_after), '[)')
$$;

CREATE FUNCTION diary_demand_of_appointment(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    appointment calendar_integration_appointment%ROWTYPE;
    holder bigint;
BEGIN
    SELECT * INTO appointment FROM calendar_integration_appointment WHERE id = wanted;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    -- A seat in a session takes up what the session does; what is called off or has expired takes up nothing.
    IF appointment.session_id IS NULL AND appointment.status NOT IN ('cancelled', 'expired') THEN
        holder := appointment.staff_id;
    END IF;
    IF NOT diary_occupies(
        appointment.id, NULL, holder,
        diary_takes(appointment.during, appointment.buffer_before, appointment.buffer_after), appointment.needs
    ) THEN
        RAISE EXCEPTION 'appointment % (%) does not occupy exactly what its staff, time, buffers and needs call for',
            appointment.id, appointment.status
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'appointment_occupies_its_place';
    END IF;
END $$;

CREATE FUNCTION diary_demand_of_session(wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    sitting calendar_integration_session%ROWTYPE;
    seats record;
BEGIN
    SELECT * INTO sitting FROM calendar_integration_session WHERE id = wanted;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT count(*) AS taken, bool_and(seat <= sitting.capacity) AS within, bool_and(
        service_id = sitting.service_id AND staff_id = sitting.staff_id AND location_id = sitting.location_id
        AND during = sitting.during
    ) AS same INTO seats FROM calendar_integration_appointment WHERE session_id = sitting.id;
    IF seats.taken = 0 OR NOT seats.within OR NOT seats.same OR NOT diary_occupies(
        NULL, sitting.id, sitting.staff_id,
        diary_takes(sitting.during, sitting.buffer_before, sitting.buffer_after), sitting.needs
    ) THEN
        RAISE EXCEPTION 'session % has no seat taken, seats that are not its own, or not exactly its occupancy',
            sitting.id
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'session_occupies_its_place';
    END IF;
END $$;

-- Each trigger looks at the rows as the transaction leaves them, so it does not matter in which order they are written.
CREATE FUNCTION diary_appointment_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        PERFORM diary_demand_of_appointment(NEW.id);
        IF NEW.session_id IS NOT NULL THEN
            PERFORM diary_demand_of_session(NEW.session_id);
        END IF;
    END IF;
    IF TG_OP <> 'INSERT' AND OLD.session_id IS NOT NULL THEN
        PERFORM diary_demand_of_session(OLD.session_id);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION diary_session_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM diary_demand_of_session(NEW.id);
    RETURN NULL;
END $$;

CREATE FUNCTION diary_occupancy_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        PERFORM diary_demand_of_appointment(NEW.appointment_id), diary_demand_of_session(NEW.session_id);
    END IF;
    IF TG_OP <> 'INSERT' THEN
        PERFORM diary_demand_of_appointment(OLD.appointment_id), diary_demand_of_session(OLD.session_id);
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER appointment_occupies_its_place
    AFTER INSERT OR DELETE OR UPDATE OF
        status, staff_id, service_id, location_id, during, buffer_before, buffer_after, needs, session_id, seat
    ON calendar_integration_appointment DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION diary_appointment_changed();
CREATE CONSTRAINT TRIGGER session_occupies_its_place
    AFTER INSERT OR UPDATE ON calendar_integration_session DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION diary_session_changed();
CREATE CONSTRAINT TRIGGER occupancy_belongs_to_its_holder
    AFTER INSERT OR UPDATE OR DELETE ON calendar_integration_occupancy DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION diary_occupancy_changed();
"""

BACKWARDS = """
DROP TRIGGER occupancy_belongs_to_its_holder ON calendar_integration_occupancy;
DROP TRIGGER session_occupies_its_place ON calendar_integration_session;
DROP TRIGGER appointment_occupies_its_place ON calendar_integration_appointment;
DROP FUNCTION diary_occupancy_changed();
DROP FUNCTION diary_session_changed();
DROP FUNCTION diary_appointment_changed();
DROP FUNCTION diary_demand_of_session(bigint);
DROP FUNCTION diary_demand_of_appointment(bigint);
DROP FUNCTION diary_takes(tstzrange, integer, integer);
DROP FUNCTION diary_occupies(bigint, bigint, bigint, tstzrange, bigint[]);
"""


class Migration(migrations.Migration):
    """Install the diary's triggers."""

    dependencies = [("calendar_integration", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
